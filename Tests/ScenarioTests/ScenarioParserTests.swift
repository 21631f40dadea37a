// What cannot be read is refused with its line and with what was expected there.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ScenarioParserTests {
    @Test(arguments: [
        ("may ada chat.start grace", "a question needs an answer to expect: `-> …`"),
        ("may ada chat.start", "expected on whom, found the end of the line"),
        (
            "may ada chat.start grace -> perhaps because defaults",
            "expected a verdict, one of `deny`, `ask`, `allow`, found `perhaps`"
        ),
        ("may ada chat.start grace -> ask because defaults", "expected `because`, found `defaults`"),
        ("may ada chat.start grace -> allow because defaults p1", "did not expect `p1` here"),
        (
            "may ada chat.start grace -> allow because partnership",
            "expected which partnership, found the end of the line"
        ),
        ("ada dances", "unknown statement or verb `dances`"),
        ("ada accepts", "expected the partnership's id, found the end of the line"),
        ("ada accepts p1 -> allow", "of a command only `-> refused CODE` can be expected"),
        ("ada accepts p1 at 3", "expected `version`, found `3`"),
        (
            "ada proposes p1 to x@y with chat.start sideways allow",
            "expected a direction, one of `outgoing`, `incoming`, `both`, found `sideways`"
        ),
        (
            "ada proposes p1 to x@y with preset huge",
            "expected a preset, one of `full`, `limited`, `restricted`, `custom`, found `huge`"
        ),
        ("ada proposes p1 to x@y note \"never closed", "a quote is not closed"),
        ("wait 3 days", "`wait` takes a clock that can be moved: say `needs clock` first"),
        ("needs patience", "expected what is needed, one of `clock`, found `patience`"),
        ("told acme -> vanished p1", "`vanished`"),
        ("history p1 -> proposed,", "found the end of the line"),
        ("ada sets bob to friend", "expected a level, one of `blocked`, `unknown`,"),
        ("ada sets bob", "expected `to`, found the end of the line"),
        ("ada marks bob important", "expected a mark, one of `vip`, `assistant`, found `important`"),
        ("ada sets-privacy ada to show-all", "expected `of`, found `ada`"),
        ("sees ada poem by bob -> full because author", "expected a content type, one of `synced-mail`,"),
        ("sees ada note written by bob -> full because author", "did not expect `written` here"),
        ("sharing of note by ada from user", "a question needs an answer to expect: `-> …`"),
        ("capability ada user.manage on monday -> allow because role", "a question needs an answer"),
        ("may ada call.pick-up bob as caller -> allow because relationship", "expected a call context"),
        ("may ada call.pick-up bob -> allow because relationship at last", "expected a level"),
    ])
    func aProblemNamesItsLine(line: String, message: String) {
        do throws(ScenarioProblem) {
            _ = try ScenarioParser.parse("title A\n# a comment\n\(line)\n", file: "a.scenario")
            Issue.record("`\(line)` was read")
        } catch {
            #expect(error.line == 3)
            #expect(error.message.contains(message), "\(error.message)")
            #expect(error.description.hasPrefix("a.scenario:3: "))
        }
    }

    @Test func aScenarioNeedsATitleAndSteps() {
        #expect(throws: ScenarioProblem.self) { try ScenarioParser.parse("organization acme\n", file: "a") }
        #expect(throws: ScenarioProblem.self) { try ScenarioParser.parse("title A\n", file: "a") }
    }

    @Test func spacesCommentsAndIndentationMeanNothing() throws {
        let text =
            "title Two, or more\n\n   organization acme   \"Acme, Inc. # 1\"  # the first\n\t# done\r\n"
        let scenario = try ScenarioParser.parse(text, file: "a")
        #expect(scenario.title == "Two, or more")
        guard case .command(let command) = try #require(scenario.steps.first).act,
            case .createOrganization("acme", "Acme, Inc. # 1") = command.deed
        else {
            Issue.record("not an organization")
            return
        }
        #expect(command.actor.isEmpty && scenario.steps[0].line == 3)
    }

    @Test func usersHaveWhatIsNotSaid() throws {
        let scenario = try ScenarioParser.parse(
            "title A\nuser ada of acme\nuser erin of acme enterprise-admin erin@x \"Erin\"\n", file: "a")
        let users = scenario.steps.compactMap { step -> User? in
            guard case .command(let command) = step.act, case .createUser(let user) = command.deed else {
                return nil
            }
            return user
        }
        #expect(users.map(\.email) == ["ada@acme.example", "erin@x"])
        #expect(users.map(\.role) == [.member, .enterpriseAdmin])
        #expect(users.map(\.displayName) == ["ada", "Erin"])
    }

    @Test func anOfferHasItsClausesInAnyOrder() throws {
        let scenario = try ScenarioParser.parse(
            "title A\noperator for acme proposes p1 to x@y note \"a b\" ending after 2 hours "
                + "with chat.start outgoing deny incoming ask, calendar.preview both allow lapsing after 1 day at version 3",
            file: "a")
        guard case .command(let command) = scenario.steps[0].act,
            case .propose("p1", "x@y", let offer) = command.deed
        else {
            Issue.record("not a proposal")
            return
        }
        #expect(command.actor.isEmpty && command.organization == "acme" && command.expectedVersion == 3)
        #expect(offer.note == "a b" && offer.termsEndAfter == 7_200_000 && offer.lapsesAfter == 86_400_000)
        #expect(offer.terms.entries.map(\.outgoing) == [.deny, .allow])
        #expect(offer.terms.entries.map(\.incoming) == [.ask, .allow])
    }
}
