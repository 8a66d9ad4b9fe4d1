// swift-tools-version: 6.2
import PackageDescription

// One set of rules for every target: Swift 6, warnings are errors, memory-unsafe code is marked,
// and an import is visible only where it is written, so that the house plan is what the compiler checks.
let rules: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules)
}

func program(_ name: String, _ dependencies: [Target.Dependency], linkedWith settings: [LinkerSetting] = []) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: rules, linkerSettings: settings)
}

// What people wait for at every command is the start of `koos`; a third of that was finding and mapping shared libraries.
// Of the linkers that come with Swift, only lld links this without warnings of what `koos` never calls.
let withoutLibraries = LinkerSetting.unsafeFlags(["-static-executable", "-use-ld=lld"], .when(configuration: .release))

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
    swiftSettings: rules)
}

let package = Package(
  name: "koosd",
  products: [
    .executable(name: "koosd", targets: ["koosd"]),
    .executable(name: "koos", targets: ["koos"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "CPlatform"),
    .target(name: "CSchema"),
    room("Platform", ["CPlatform"]),
    room("Postgres", ["CLibPQ", "Platform", deque]),
    room("Wire"),
    room("Casework"),
    room("Seed", ["Casework"]),
    room("Catalogue", ["Wire", "Casework"]),
    room("Records", ["Postgres", "Casework", "CSchema"]),
    room("Operations", ["Catalogue", "Records", "Casework", "Wire", "Postgres"]),
    room("Gate", ["Operations", "Catalogue", "Wire", "Casework", "Platform", deque, logging]),
    program(
      "koosd",
      [
        "Gate", "Operations", "Records", "Catalogue", "Postgres", "Seed", "Wire", "Casework", "Platform", logging,
        arguments,
      ]),
    room("Console", ["Catalogue", "Platform", "Wire", "Casework"]),
    program("koos", ["Console"], linkedWith: [withoutLibraries]),
    .target(name: "Patience", dependencies: ["Platform"], path: "Tests/Patience", swiftSettings: rules),
    .target(
      name: "TestKit",
      dependencies: ["Gate", "Operations", "Catalogue", "Records", "Postgres", "Wire", "Casework", "Platform"],
      path: "Tests/TestKit",
      swiftSettings: rules),
    .executableTarget(
      name: "load", dependencies: ["Platform", "Postgres"], path: "Tests/Load", exclude: ["city.sql"],
      swiftSettings: rules),
    .executableTarget(
      name: "leaks", dependencies: ["Platform", "TestKit"], path: "Tests/Leaks", swiftSettings: rules),
    tests("Wire", ["Wire"]),
    tests("Casework", ["Casework", "Platform", "Patience"]),
    tests("Seed", ["Seed", "Casework"]),
    tests("Platform", ["Platform", "Patience"]),
    tests("Catalogue", ["Catalogue", "Wire", "Casework"]),
    tests("Postgres", ["Postgres", "Platform", "Patience", "TestKit"]),
    tests(
      "Operations",
      ["Operations", "Catalogue", "Records", "Postgres", "Wire", "Casework", "Platform", "Patience", "TestKit"]),
    tests(
      "Console", ["Console", "Catalogue", "Wire", "Casework", "Platform", "Patience"], exclude: ["Snapshots"]),
    tests("Gate", ["Gate", "Operations", "Wire", "Platform", "Patience"]),
    tests(
      "Transcripts", ["Gate", "Operations", "Records", "Postgres", "Wire", "Casework", "Platform", "TestKit", "koosd"],
      exclude: ["Sessions"]),
    tests("Processes", ["Wire", "Catalogue", "Postgres", "Platform", "Patience", "TestKit", "koosd", "koos"]),
  ]
)
