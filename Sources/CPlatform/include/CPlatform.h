#pragma once

#include "shims.h"
#include "wakeup.h"
