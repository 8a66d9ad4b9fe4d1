#pragma once

#include "shims.h"
#include "wakeup.h"
#include "readiness.h"
