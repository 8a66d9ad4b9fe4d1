#define _GNU_SOURCE

#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

enum { most_descriptors = 16 };

static int set_attributes(posix_spawnattr_t *attributes, int new_session) {
  // A worker of Dispatch blocks nearly every signal and the daemon ignores some; both would be inherited,
  // and the child would not hear SIGTERM.
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (new_session) flags |= POSIX_SPAWN_SETSID;
  int error = posix_spawnattr_setflags(attributes, flags);
  if (!error) error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
  return error;
}

static int set_descriptors(
  posix_spawn_file_actions_t *actions, const int *copies, const int *targets, size_t count, int highest) {
  int error = 0;
  for (int standard = 0; standard <= 2 && !error; standard++) {
    error = posix_spawn_file_actions_addopen(actions, standard, "/dev/null", O_RDWR, 0);
  }
  for (size_t i = 0; i < count && !error; i++) {
    error = posix_spawn_file_actions_adddup2(actions, copies[i], targets[i]);
  }
  return error ? error : posix_spawn_file_actions_addclosefrom_np(actions, highest + 1);
}

int koos_spawn(
  pid_t *pid, const char *file, char *const *arguments, char *const *environment, const int *sources,
  const int *targets, size_t count, int new_session, const char *directory) {
  if (count > most_descriptors) return EMFILE;
  int highest = 2;
  for (size_t i = 0; i < count; i++) {
    if (targets[i] > highest) highest = targets[i];
  }
  // Copies above every target: otherwise filling one target could overwrite the source of the next.
  int copies[most_descriptors];
  size_t made = 0;
  int error = 0;
  for (; made < count; made++) {
    copies[made] = fcntl(sources[made], F_DUPFD_CLOEXEC, highest + 1);
    if (copies[made] == -1) {
      error = errno;
      break;
    }
  }
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  if (!error && !(error = posix_spawnattr_init(&attributes))) {
    if (!(error = posix_spawn_file_actions_init(&actions))) {
      error = set_attributes(&attributes, new_session);
      if (!error) error = set_descriptors(&actions, copies, targets, count, highest);
      if (!error && directory) error = posix_spawn_file_actions_addchdir_np(&actions, directory);
      if (!error) error = posix_spawnp(pid, file, &actions, &attributes, arguments, environment);
      posix_spawn_file_actions_destroy(&actions);
    }
    posix_spawnattr_destroy(&attributes);
  }
  while (made > 0) close(copies[--made]);
  return error;
}
