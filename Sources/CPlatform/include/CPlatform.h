#pragma once

#include "shims.h"
