import EntenteProtocol
import Rules
import Testing

@Suite struct LevelRulesTests {
    private func location(_ same: Level = .employee, _ other: Level = .employee, _ outside: Level = .external)
        -> Location
    {
        .with {
            $0.fromSameLocation = same
            $0.fromOtherLocations = other
            $0.fromOutside = outside
        }
    }

    @Test(arguments: Level.allCases) func aLocationTakesTheseLevels(_ level: Level) {
        let inside = ![.unspecified, .forwardingParticipant, .forwarder].contains(level)
        let outside = [.employee, .external, .unknown, .blocked].contains(level)
        #expect((failure { try LevelRules.check(location(level)) } == nil) == inside)
        #expect((failure { try LevelRules.check(location(.employee, level)) } == nil) == inside)
        #expect((failure { try LevelRules.check(location(.employee, .employee, level)) } == nil) == outside)
    }

    @Test func refusalsNameTheFieldAndWhatIsPossible() {
        #expect(
            failure { try LevelRules.check(location(.employee, .employee, .assistant)) }
                == .invalidArgument(
                    "field `fromOutside`: `assistant` is not possible here; "
                        + "say one of `employee`, `external`, `unknown`, `blocked`"))
    }

    @Test func everyOrganizationStartsWithOneLocation() {
        let location = LevelRules.startLocation(organization: "acme")
        #expect(location.organization == "acme" && location.id == "default")
        #expect(location.fromSameLocation == .employee && location.fromOtherLocations == .employee)
        #expect(location.fromOutside == .external)
        #expect(failure { try LevelRules.check(location) } == nil)
    }

    @Test(arguments: Level.allCases) func aWorkTeamTakesAnyLevelButBlocked(_ level: Level) {
        let refusal = failure { try LevelRules.check(team(.work) { $0.level = level }) }
        #expect((refusal == nil) == (level != .unspecified && level != .blocked))
    }

    @Test func aWorkTeamHasNoSubgroups() {
        let subgroups = failure { try LevelRules.check(team(.work) { $0.subgroups = ["a"] }) }
        #expect(subgroups?.message.hasPrefix("field `subgroups`") == true)
        let grants = failure { try LevelRules.check(team(.work) { $0.grants = [TeamGrant()] }) }
        #expect(grants?.message.hasPrefix("field `grants`") == true)
        #expect(failure { try LevelRules.check(Team()) }?.message.hasPrefix("field `kind`") == true)
    }

    @Test func aMonitoringTeamGrantsBetweenItsSubgroups() {
        let fine = team(.monitoring) {
            $0.subgroups = ["front", "back"]
            $0.grants = [
                grant("front", "back", .assistant), grant("back", "front", .external),
                grant("back", "back", .forwarder),
            ]
        }
        #expect(failure { try LevelRules.check(fine) } == nil)
        let wrong: [(String, (inout Team) -> Void)] = [
            ("level", { $0.level = .employee }), ("subgroups[1]", { $0.subgroups = ["a", "a"] }),
            ("subgroups[0]", { $0.subgroups = [""] }),
            ("grants[0]", { $0.grants = [grant("front", "none", .external)] }),
            ("grants[0].level", { $0.grants = [grant("front", "back", .blocked)] }),
            (
                "grants[1]",
                { $0.grants = [grant("front", "back", .external), grant("front", "back", .employee)] }
            ),
            ("subgroups", { $0.subgroups = (0...32).map { "g\($0)" } }),
        ]
        for (field, change) in wrong {
            var team = fine
            change(&team)
            #expect(
                failure { try LevelRules.check(team) }?.message.hasPrefix("field `\(field)`:") == true,
                "\(field)")
        }
    }
}

private func team(_ kind: TeamKind, _ fill: (inout Team) -> Void) -> Team {
    .with {
        $0.kind = kind
        if kind == .work { $0.level = .teamColleague }
        fill(&$0)
    }
}

private func grant(_ viewer: String, _ owner: String, _ level: Level) -> TeamGrant {
    .with {
        $0.viewerSubgroup = viewer
        $0.ownerSubgroup = owner
        $0.level = level
    }
}
