// The secrets file, and what is wrong with one.

import EntenteProtocol
import Service
import Testing

@Suite struct AccessTokensTests {
    @Test func `a token is found by its secret and by nothing else`() throws {
        let tokens = try AccessTokens(
            parsing: """
                # for the backends
                backend check,read - 0123456789abcdef
                tenant  admin alpha 0123456789abcdeg  # one organization
                root    all - 0123456789abcdeh
                """)
        let backend = try #require(tokens.token(presenting: "0123456789abcdef"))
        #expect(backend.name == "backend")
        #expect(backend.scopes.contains(Scope.check) && backend.scopes.contains(Scope.read))
        #expect(!backend.scopes.contains(Scope.admin))
        #expect(backend.organization == nil)
        let tenant = try #require(tokens.token(presenting: "0123456789abcdeg"))
        #expect(tenant.covers("alpha") && !tenant.covers("beta"))
        #expect(tokens.token(presenting: "0123456789abcdeh")?.scopes == .all)
        for wrong in ["", "0", "0123456789abcde", "0123456789abcdef0", "backend"] {
            #expect(tokens.token(presenting: wrong) == nil)
        }
        #expect(tokens.token(presenting: "0123456789abcdef0123456789abcdef") == nil)
    }

    @Test func `a file from another system has lines too`() throws {
        let tokens = try AccessTokens(
            parsing: "a all - 0123456789abcdef\r\n\r\nb read - 0123456789abcdeg\r\n")
        #expect(tokens.token(presenting: "0123456789abcdef")?.name == "a")
        #expect(tokens.token(presenting: "0123456789abcdeg")?.name == "b")
    }

    @Test(arguments: [
        ("", "no token"), ("# only words", "no token"), ("a check -", "3 words"),
        ("a check - s e", "5 words"),
        ("a check - short", "shorter"), ("a fly - 0123456789abcdef", "`fly`"),
        ("a unspecified - 0123456789abcdef", "`unspecified`"), ("a , - 0123456789abcdef", "no scope"),
        ("a all - 0123456789abcdef\na all - 0123456789abcdeg", "taken"),
        ("a all - 0123456789abcdef\nb all - 0123456789abcdef", "secret of `b`"),
    ])
    func `a bad line is refused by its number, its secret never shown`(text: String, words: String) {
        do throws(AccessTokensProblem) {
            _ = try AccessTokens(parsing: text)
            Issue.record("`\(text)` was accepted")
        } catch {
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.message.contains("0123456789abcde"))
        }
    }
}
