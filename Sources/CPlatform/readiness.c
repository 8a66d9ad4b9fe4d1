#define _GNU_SOURCE
#include "readiness.h"

#include <sys/epoll.h>

enum { most = 64 };

int koos_readiness_set(void) { return epoll_create1(EPOLL_CLOEXEC); }

int koos_readiness_watch(int set, int descriptor, uint64_t key, int writing, int is_new) {
  struct epoll_event event = {
    .events = EPOLLIN | EPOLLRDHUP | EPOLLET | (writing ? EPOLLOUT : 0),
    .data.u64 = key,
  };
  return epoll_ctl(set, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

int koos_readiness_take(int set, struct koos_readiness *events, int count) {
  struct epoll_event found[most];
  int number = epoll_wait(set, found, count < most ? count : most, 0);
  for (int i = 0; i < number; i++) {
    events[i].key = found[i].data.u64;
    events[i].ended = (found[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    events[i].readable = (found[i].events & EPOLLIN) != 0;
    events[i].writable = (found[i].events & EPOLLOUT) != 0;
  }
  return number;
}
