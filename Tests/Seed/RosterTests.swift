internal import Testing

@testable internal import Seed

@Suite struct RosterTests {
  @Test(
    "halves of hours lie wholly between two minutes of the day",
    arguments: [
      (480, 510, UInt32(0b1)), (490, 540, 0b10), (480, 479, 0), (0, 600, 0b1111), (1_050, 1_200, UInt32(1) << 19),
    ])
  func halves(from: Int, to: Int, bits: UInt32) {
    #expect(Roster.halves(from, to) == bits)
  }

  @Test("what is taken is found no more, a room only where all are free")
  func taking() throws {
    var roster = Roster(Year(Village.ground))
    let day = Village.day(2, 3)
    let who = roster.enrol { _ in Roster.halves(540, 660) }
    let room = roster.enrol { _ in Roster.allDay }
    let first = try #require(roster.find([who], rooms: [room], on: day, halves: 2, from: 0))
    #expect(first.minute == 540 && first.room == room)
    roster.take([who, room], on: day, from: 540, halves: 2)
    #expect(roster.find([who], rooms: [room], on: day, halves: 2, from: 0)?.minute == 600)
    #expect(roster.find([who], rooms: nil, on: day, halves: 3, from: 0) == nil)
    #expect(roster.find([who], rooms: nil, on: day + 1, halves: 3, from: 0)?.minute == 540)
    roster.close(who, (day + 1)...(day + 1))
    #expect(!roster.isThere(who, on: day + 1) && roster.isThere(who, on: day))
  }
}
