// A world is named by a few numbers, wherever one is filled or asked about: as flags, or by the manifest that
// `entente seed` leaves beside what it has seeded. A flag goes before the manifest's number.

import Flags
import SystemCalls
import World

/// The flags that say which world is meant.
package struct WorldFlags {
    private let file: Flag<String?>
    private let users: Flag<Int?>
    private let organizations: Flag<Int?>
    private let seed: Flag<Int?>
    private let partnerships: Flag<Int?>
    private let teams: Flag<Int?>
    private let settings: Flag<Int?>

    /// The flag of each number of a manifest.
    static let names = [
        "users": "users", "organizations": "organizations", "seed": "world-seed",
        "partnershipsPerOrganization": "partnerships", "teamsPerHundredUsers": "teams",
        "settingsPerHundredUsers": "settings",
    ]

    /// Declares the flags.
    package init(declaringIn flags: inout FlagSet) {
        let usual = WorldNumbers()
        file = flags.optional(
            "world", placeholder: "FILE", help: "the manifest of a world (`world.json`); flags change it")
        users = flags.optional(
            "users", as: Int.self, placeholder: "N", help: "how many people; else \(usual.users)")
        organizations = flags.optional(
            "organizations", as: Int.self, placeholder: "N",
            help: "how many organizations, the sizes as 1/rank; else \(usual.organizations)")
        seed = flags.optional(
            "world-seed", as: Int.self, placeholder: "N",
            help: "makes worlds of the same sizes differ; else \(usual.seed)")
        partnerships = flags.optional(
            "partnerships", as: Int.self, placeholder: "N",
            help: "how many each organization proposes; else \(usual.partnershipsPerOrganization)")
        teams = flags.optional(
            "teams", as: Int.self, placeholder: "N",
            help: "how many for a hundred users; else \(usual.teamsPerHundredUsers)")
        settings = flags.optional(
            "settings", as: Int.self, placeholder: "N",
            help: "how many individual settings of a hundred users; else \(usual.settingsPerHundredUsers)")
    }

    /// The world that is meant.
    ///
    /// - Throws: where the manifest cannot be read, or the numbers make no world.
    package func plan() throws(Problem) -> WorldPlan {
        var numbers = try manifest() ?? WorldNumbers()
        set(users, &numbers.users)
        set(organizations, &numbers.organizations)
        set(partnerships, &numbers.partnershipsPerOrganization)
        set(teams, &numbers.teamsPerHundredUsers)
        set(settings, &numbers.settingsPerHundredUsers)
        if let seed = seed.value {
            guard seed >= 0 else { throw .usage("flag `--world-seed`: \(seed) is below 0") }
            numbers.seed = UInt64(seed)
        }
        do throws(WorldProblem) {
            return try WorldPlan(numbers)
        } catch {
            throw .usage("flag `--\(Self.names[error.number] ?? error.number)`: \(error.reason)")
        }
    }

    private func set(_ flag: Flag<Int?>, _ number: inout Int64) {
        if let value = flag.value { number = Int64(value) }
    }

    private func manifest() throws(Problem) -> WorldNumbers? {
        guard let path = file.value else { return nil }
        let text: String
        do throws(Errno) {
            text = try File.readText(path)
        } catch {
            throw .usage("flag `--world`: cannot read `\(path)`: \(error)")
        }
        do throws(WorldProblem) {
            return try WorldNumbers(manifest: text)
        } catch {
            throw .usage("flag `--world`: `\(path)` is not the manifest of a world: \(error)")
        }
    }
}
