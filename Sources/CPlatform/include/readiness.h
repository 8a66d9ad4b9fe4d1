#pragma once

#include <stddef.h>
#include <stdint.h>

/// What became of a watched descriptor.
struct koos_readiness {
  uint64_t key;
  int readable;
  int writable;
  int ended;
};

/// An epoll set, closed on exec.
int koos_readiness_set(void);

/// Watches a descriptor for input, edge by edge, and for room too when `writing`.
int koos_readiness_watch(int set, int descriptor, uint64_t key, int writing, int is_new);

/// What became ready since, at most `count` (64) events, without waiting; how many.
int koos_readiness_take(int set, struct koos_readiness *_Nonnull events, int count);
