// In front of every source: what the library calls to print its state and to stop at a time. Nothing here asks it for that, and
// without it the module imports nothing.
#pragma once

#include <stdio.h>
#include <time.h>

#define fprintf(...) 0
#define snprintf(...) 0
#define vsnprintf(...) 0
#define fputs(...) 0
#define fputc(...) 0
#define fclose(...) 0
#define clock_gettime(...) 0
