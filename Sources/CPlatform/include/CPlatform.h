#pragma once

#include "wakeup.h"
