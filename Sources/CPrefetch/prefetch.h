// The one instruction Swift has no word for: ask for a line of memory without waiting for it.
#ifndef ENTENTE_PREFETCH_H
#define ENTENTE_PREFETCH_H

static inline void entente_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
