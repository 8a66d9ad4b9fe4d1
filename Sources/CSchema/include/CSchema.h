#pragma once
#include <stddef.h>

/// A text of the repository that the programs carry with them.
struct koos_text {
  const char *bytes;
  size_t length;
};

/// schema.sql: the whole schema.
struct koos_text koos_schema(void);
/// Deploy/data/reference.sql: wijken, services, holidays and settings.
struct koos_text koos_reference(void);
/// Deploy/data/people.sql: the synthetic city's teams and people.
struct koos_text koos_people(void);
/// Deploy/data/demo.sql: what they work on.
struct koos_text koos_demo(void);
