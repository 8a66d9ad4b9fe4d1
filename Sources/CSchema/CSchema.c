#include "CSchema.h"

// The compiler copies the files in (C23 #embed), so that an installed daemon needs no files beside it and
// schema.sql stays the one text of the schema.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char schema[] = {
#embed "../../schema.sql"
    , 0};
static const char reference[] = {
#embed "../../Deploy/data/reference.sql"
    , 0};
static const char people[] = {
#embed "../../Deploy/data/people.sql"
    , 0};
static const char demo[] = {
#embed "../../Deploy/data/demo.sql"
    , 0};

struct koos_text koos_schema(void) { return (struct koos_text){schema, sizeof schema - 1}; }
struct koos_text koos_reference(void) { return (struct koos_text){reference, sizeof reference - 1}; }
struct koos_text koos_people(void) { return (struct koos_text){people, sizeof people - 1}; }
struct koos_text koos_demo(void) { return (struct koos_text){demo, sizeof demo - 1}; }
