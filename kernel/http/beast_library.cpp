// Beast compiled once: everybody else only sees its declarations.
#include <boost/beast/src.hpp>
