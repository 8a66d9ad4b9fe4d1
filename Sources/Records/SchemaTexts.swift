internal import CSchema

/// The texts a database is laid from; the program carries them with it.
package enum SchemaTexts {
  /// The version of the schema this program works with.
  package static let version = 2
  /// `schema.sql`.
  package static let schema = unsafe text(koos_schema())
  /// The wijken, services, holidays and settings.
  package static let reference = unsafe text(koos_reference())
  /// The teams and people of the synthetic city.
  package static let people = unsafe text(koos_people())
  /// The synthetic city: its teams and people, and what they work on.
  package static let demo = people + (unsafe text(koos_demo()))

  private static func text(_ text: koos_text) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.length), as: UTF8.self)
  }
}
