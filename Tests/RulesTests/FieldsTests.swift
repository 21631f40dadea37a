import EntenteProtocol
import Rules
import Testing

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

@Suite struct FieldsTests {
    @Test(arguments: ["a", "A-Z.0_9:@x", repeated("x", 64), "ada@acme.example", "-", "@"])
    func theseAreIDs(_ id: String) {
        #expect(failure { try Fields.checkID(id, "id") } == nil)
    }

    @Test(arguments: ["", " ", "a b", "é", "a/b", "a\u{0}", "a\n", "a`", repeated("x", 65), "日"])
    func theseAreNone(_ id: String) {
        let refusal = failure { try Fields.checkID(id, "team") }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix("field `team`: ") == true)
    }

    @Test func everyByteIsJudgedByTheAlphabetOfIDs() {
        let alphabet = Set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-".unicodeScalars)
        for value in UInt8(0)...127 {
            let scalar = Unicode.Scalar(value)
            let isRefused = failure { try Fields.checkID("x\(scalar)", "id") } != nil
            #expect(isRefused == !alphabet.contains(scalar), "byte \(value)")
        }
    }

    @Test(arguments: ["A", "Ada Lovelace", "日本語", "O’Neill", repeated("x", 200), "👩‍💻"])
    func theseAreNames(_ name: String) {
        #expect(failure { try Fields.checkName(name, "name") } == nil)
    }

    @Test(arguments: [
        "", " ", "\u{A0} ", "a\nb", "a\u{0}", "\u{7F}", "\u{202E}gnp.exe", repeated("x", 201),
        repeated("日", 67),
    ])
    func theseAreNotNames(_ name: String) {
        let refusal = failure { try Fields.checkName(name, "displayName") }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix("field `displayName`: ") == true)
    }

    @Test(arguments: ["a@b", "ada@acme.example", "Ada.Lovelace+x@acme.example", "jörg@müller.example"])
    func theseAreAddresses(_ email: String) {
        #expect(failure { try Fields.checkEmail(email) } == nil)
        #expect(failure { try Fields.checkEmail(repeated("x", 252) + "@b") } == nil)
    }

    @Test(arguments: [
        "", "ab", "@b", "a@", "@@@", "a@b@c", "a b@c", "a@b\n", "ada", "a@\u{A0}b", repeated("x", 253) + "@b",
        repeated("Ⱥ", 100) + "@b",
    ])
    func theseAreNot(_ email: String) {
        let refusal = failure { try Fields.checkEmail(email) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix("field `email`: ") == true)
    }

    @Test func addressesCompareWithoutCase() {
        #expect(EmailAddress.folded("Ada@ACME.Example") == EmailAddress.folded("ada@acme.example"))
        #expect(EmailAddress.folded("JÖRG@müller.example") == EmailAddress.folded("jörg@MÜLLER.example"))
        #expect(EmailAddress.folded("ada@acme.example") != EmailAddress.folded("adb@acme.example"))
    }

    @Test func domainsAreFewAndPlain() {
        #expect(failure { try Fields.checkDomains([]) } == nil)
        #expect(failure { try Fields.checkDomains(["acme.example", "müller.example"]) } == nil)
        #expect(failure { try Fields.checkDomains(Array(repeating: "a", count: 100)) } == nil)
        #expect(failure { try Fields.checkDomains(Array(repeating: "a", count: 101)) } != nil)
        for domain in ["", "a b", "@acme", "a\u{0}", repeated("x", 254)] {
            let refusal = failure { try Fields.checkDomains(["a", domain]) }
            #expect(refusal?.message.hasPrefix("field `emailDomains[1]`: ") == true)
        }
    }

    @Test func notesMayHoldLines() {
        #expect(failure { try Fields.checkNote("") } == nil)
        #expect(failure { try Fields.checkNote("one\n\ttwo") } == nil)
        #expect(failure { try Fields.checkNote("one\u{0}two") } != nil)
        #expect(failure { try Fields.checkNote(repeated("é", 501)) } != nil)
    }

    @Test func keysVersionsPagesAndWords() throws {
        #expect(failure { try Fields.checkRequestKey("") } == nil)
        #expect(failure { try Fields.checkRequestKey(repeated("k", 128)) } == nil)
        #expect(failure { try Fields.checkRequestKey(repeated("k", 129)) } != nil)
        #expect(failure { try Fields.checkRequestKey("a\u{1}") } != nil)
        #expect(failure { try Fields.checkExpectedVersion(0) } == nil)
        #expect(
            failure { try Fields.checkExpectedVersion(-1) }?.message.contains("`expectedVersion`") == true)
        #expect(try Fields.pageSize(0) == 100)
        #expect(try Fields.pageSize(7) == 7)
        #expect(try Fields.pageSize(.max) == 1000)
        #expect(failure { _ = try Fields.pageSize(-1) }?.code == .invalidArgument)
        #expect(failure { try Fields.checkGiven(Role.admin, "role") } == nil)
        #expect(
            failure { try Fields.checkGiven(Role.unspecified, "role") }
                == .invalidArgument("field `role`: say one of `member`, `admin`, `enterprise-admin`"))
        #expect(failure { try Fields.checkCount(10_001, "users", most: Limits.batchCount) } != nil)
    }

    @Test func aQuotedValueIsShortAndPrintable() {
        #expect(quoted("ada") == "`ada`")
        #expect(quoted("a\u{0}b\n") == "`a\u{FFFD}b\u{FFFD}`")
        #expect(quoted("\u{9B}31m\u{202E}") == "`\u{FFFD}31m\u{FFFD}`")
        #expect(quoted(repeated("x", 1_000_000)) == "`" + repeated("x", 64) + "…`")
    }

    @Test func aConfirmationIsGoodForOneVersion() {
        let nonce: UInt64 = 0xABC
        let confirmation = DeletionConfirmation.make(version: 4, nonce: nonce)
        #expect(confirmation == "4-0000000000000abc")
        let check: (String, Int64, UInt64) -> Failure? = { presented, version, nonce in
            failure { try DeletionConfirmation.check(presented, version: version, nonce: nonce) }
        }
        #expect(check(confirmation, 4, nonce) == nil)
        #expect(check(confirmation, 5, 1)?.code == .conflict)
        #expect(check(confirmation, 5, 1)?.details?.currentVersion == 5)
        #expect(check(confirmation, 4, nonce + 1)?.code == .invalidArgument)
        for nonsense in ["4-0000000000000000", "yes", "-", "4", "4-", ""] {
            #expect(check(nonsense, 4, nonce)?.code == .invalidArgument)
        }
        #expect(check(DeletionConfirmation.make(version: 4, nonce: .max), 4, .max) == nil)
    }
}
