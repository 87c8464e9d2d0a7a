// What tests read besides.
#include <gtest/gtest.h>

#include "cmake/precompiled.h"
