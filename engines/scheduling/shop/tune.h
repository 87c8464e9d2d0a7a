#pragma once
#include <cstdlib>
inline double tune(const char* name, double fallback) { const char* t = std::getenv(name); return t ? std::atof(t) : fallback; }
