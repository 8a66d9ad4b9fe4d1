import Casework
import Testing

@Suite("Age and consent")
struct AgeTests {
  @Test(
    "a birth is read as precisely as it is known",
    arguments: [
      ("2012-05-14", BirthDate.Precision.day, "2012-05-14"), ("2012-05", .month, "2012-05-31"),
      ("2012", .year, "2012-12-31"), ("2012-02", .month, "2012-02-29"),
    ])
  func births(text: String, precision: BirthDate.Precision, counted: String) {
    let birth = BirthDate(wire: text)
    #expect(birth?.precision == precision)
    #expect(birth?.counted.iso == counted)
    #expect(birth?.wire == text)
    #expect(birth.map { BirthDate($0.counted, precision: precision) } == birth)
  }

  @Test(
    "no birth", arguments: ["", "12", "2012-5", "2012-13", "2012-02-30", "1899", "2200", "201x", "2012-"])
  func refuses(text: String) {
    #expect(BirthDate(wire: text) == nil)
  }

  @Test(
    "age turns on the birthday",
    arguments: [
      ("2012-05-14", "2024-05-13", 11), ("2012-05-14", "2024-05-14", 12), ("2012-05", "2024-05-30", 11),
      ("2012-05", "2024-05-31", 12), ("2012", "2024-12-30", 11), ("2012", "2024-12-31", 12),
      ("2012-02-29", "2023-02-28", 10), ("2012-02-29", "2023-03-01", 11), ("2012-02-29", "2024-02-29", 12),
      ("2026", "2026-11-22", 0),
    ])
  func ages(birth: String, date: String, age: Int) {
    #expect(BirthDate(wire: birth)?.age(on: day(date)) == age)
  }

  @Test("the birthday is the first day of an age, for every birth of two leap cycles")
  func birthdays() {
    for number in 0..<3_000 {
      let birth = BirthDate(CivilDate(day: 14_000 + number), precision: .day)
      for age in [12, 16, 18] {
        let birthday = birth.birthday(age)
        #expect(birth.age(on: birthday) == age)
        #expect(birth.age(on: birthday.adding(days: -1)) == age - 1)
      }
    }
  }

  @Test("age bands")
  func bands() {
    let bands = [0, 3, 4, 11, 12, 17, 18, -1].map { AgeBand(age: $0)?.rawValue }
    #expect(bands == ["0-3", "0-3", "4-11", "4-11", "12-17", "12-17", nil, nil])
  }

  @Test(
    "whose consent an act needs",
    arguments: [
      ("2024-05-13", [Party.parent1], "parent-1", ""),
      ("2024-05-13", [.parent1, .parent2], "parent-1 parent-2", ""),
      ("2024-05-13", [.guardian], "guardian", ""), ("2024-05-13", [], "", "parent-1 parent-2 guardian"),
      ("2024-05-13", [.guardian, .parent1], "parent-1 guardian", ""),
      ("2024-05-14", [.parent1], "youth parent-1", ""),
      ("2024-05-14", [], "youth", "parent-1 parent-2 guardian"),
      ("2028-05-13", [.parent1, .parent2], "youth parent-1 parent-2", ""),
      ("2028-05-14", [.parent1, .parent2], "youth", ""),
      ("2028-05-14", [], "youth", ""),
    ])
  func needs(date: String, authorities: [Party], all: String, oneOf: String) throws {
    let birth = try #require(BirthDate(wire: "2012-05-14"))
    let need = ConsentRule(birth: birth, on: day(date), authorities: authorities).need
    #expect(need.all.map(\.rawValue).joined(separator: " ") == all)
    #expect(need.oneOf.map(\.rawValue).joined(separator: " ") == oneOf)

    let incapable = ConsentRule(birth: birth, on: day(date), authorities: authorities, isCapable: false).need
    #expect(incapable.all == need.all.map { $0 == .youth ? .representative : $0 })
    #expect(incapable.oneOf == need.oneOf)
  }

  @Test(
    "who has a say at an age",
    arguments: [
      (11, "parent-1 parent-2 guardian court"), (12, "youth parent-1 parent-2 guardian representative court"),
      (15, "youth parent-1 parent-2 guardian representative court"), (16, "youth representative court"),
    ])
  func says(age: Int, parties: String) throws {
    let birth = try #require(BirthDate(wire: "2012-05-14"))
    let rule = ConsentRule(birth: birth, on: birth.birthday(age), authorities: [])
    #expect(rule.age == age)
    #expect(Party.allCases.filter(rule.mayGive).map(\.rawValue).joined(separator: " ") == parties)
  }

  @Test(
    "who need not consent, by an exception",
    arguments: [
      // 12 to 15: the youth without the parents, where serious harm threatens; without who refused, where it persists.
      ("2024-05-14", [Party.parent1, .parent2], [], ConsentException.seriousHarm, ""),
      ("2024-05-14", [.parent1, .parent2], [], .youthPersists, "parent-1 parent-2"),
      ("2024-05-14", [.parent1, .parent2], [Party.parent2], .youthPersists, "parent-1"),
      ("2024-05-14", [.parent1, .parent2], [.parent1, .parent2], .youthPersists, ""),
      ("2028-05-13", [.guardian], [.guardian], .youthPersists, ""),
      ("2024-05-14", [], [], .seriousHarm, ""), ("2024-05-14", [], [], .youthPersists, "parent-1 parent-2 guardian"),
      ("2024-05-14", [], [.parent1], .youthPersists, ""),
      // Not before: the parents decide.
      ("2024-05-13", [.parent1], [.parent1], .seriousHarm, "parent-1"),
      ("2024-05-13", [.parent1], [.parent1], .youthPersists, "parent-1"),
      // A judge's order stands for everybody, one to protect a child until 18.
      ("2030-05-13", [], [], .protection, ""), ("2030-05-14", [], [], .protection, "youth"),
      ("2030-05-14", [], [], .closedCare, ""), ("2030-05-14", [], [], .probation, ""),
      ("2024-05-13", [.parent1], [.parent1], .protection, ""), ("2024-05-14", [.parent1], [], .closedCare, ""),
      ("2028-05-14", [], [], .probation, ""),
    ])
  func excepted(
    date: String, authorities: [Party], refused: [Party], exception: ConsentException, who: String
  ) throws {
    let birth = try #require(BirthDate(wire: "2012-05-14"))
    let rule = ConsentRule(birth: birth, on: day(date), authorities: authorities)
    let given: [Party] = exception.isOrdered ? [.court] : [.youth]
    let missing = rule.missing(given: given, refused: refused, exceptions: [exception])
    #expect(missing.who.map(\.rawValue).joined(separator: " ") == who)
    #expect(missing.isMet == who.isEmpty)
    // The exception is the youth's: without the youth's own consent it is none.
    if !exception.isOrdered {
      #expect(!rule.missing(given: [], refused: refused, exceptions: [exception]).isMet)
    }
  }

  @Test(
    "what is missing is who has not consented",
    arguments: [
      ("2024-05-14", [Party.parent1, .parent2], [Party.youth, .parent2], "parent-1"),
      ("2024-05-14", [.parent1], [.youth, .guardian], "parent-1"), ("2024-05-14", [], [.guardian], "youth"),
      ("2024-05-14", [], [.youth], "parent-1 parent-2 guardian"), ("2024-05-14", [], [.youth, .parent2], ""),
      ("2023-05-14", [.parent1], [.parent1, .parent1], ""), ("2023-05-14", [.parent1], [.youth], "parent-1"),
      ("2028-05-14", [.parent1], [.parent1], "youth"), ("2028-05-14", [.parent1], [.youth], ""),
    ])
  func missing(date: String, authorities: [Party], given: [Party], who: String) throws {
    let birth = try #require(BirthDate(wire: "2012-05-14"))
    let missing = ConsentRule(birth: birth, on: day(date), authorities: authorities).missing(given: given)
    #expect(missing.who.map(\.rawValue).joined(separator: " ") == who)
    #expect(missing.isMet == who.isEmpty)
  }
}
