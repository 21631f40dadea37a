import EntenteProtocol
import Rules
import Testing

@Suite struct ContentFormTests {
    private func refusal(_ change: (inout ContentItem) -> Void) -> Failure? {
        var item = ContentItem.with { $0.contentType = .list }
        change(&item)
        return failure { try item.checkForm("item") }
    }

    private func grant(_ fill: (inout ContentGrant) -> Void) -> ContentGrant {
        .with {
            $0.role = .viewer
            fill(&$0)
        }
    }

    @Test func `refusals of an item name the part`() {
        let many = Array(repeating: "x", count: 10_001)
        let fine = grant { $0.user = "ben" }
        let rows: [(String, (inout ContentItem) -> Void)] = [
            ("item.contentType", { $0.contentType = .unspecified }),
            ("item.sharing", { $0.sharing = .unspecified }),
            ("item.participants", { $0.participants = many }), ("item.users", { $0.users = many }),
            ("item.teams", { $0.teams = many }),
            ("item.grants", { $0.grants = Array(repeating: fine, count: 10_001) }),
            ("item.grants[1]", { $0.grants = [fine, grant { _ in }] }),
            (
                "item.grants[0]",
                {
                    $0.grants = [
                        grant {
                            $0.user = "ben"
                            $0.team = "red"
                        }
                    ]
                }
            ),
            (
                "item.grants[3].role",
                {
                    $0.grants = [
                        fine, fine, fine,
                        grant {
                            $0.team = "red"
                            $0.role = .unspecified
                        },
                    ]
                }
            ),
        ]
        for (field, change) in rows {
            let refusal = refusal(change)
            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.message.hasPrefix("field `\(field)`: ") == true, "\(field)")
        }
    }

    @Test func `ids in an item may be anything, and as many as ten thousand`() {
        let odd = Array(repeating: "no id at all, \u{0} or ever", count: 10_000)
        #expect(
            refusal {
                $0.author = ""
                $0.assignee = "?"
                $0.participants = odd
                $0.users = odd
                $0.teams = odd
                $0.grants = Array(repeating: grant { $0.user = "" }, count: 10_000)
            } == nil)
    }

    @Test func `refusals of a question about sharing name the field`() {
        let fine = ResolveSharingRequest.with {
            $0.contentType = .note
            $0.origin = .user
        }
        #expect(failure { try fine.checkForm() } == nil)
        let many = Array(repeating: "x", count: 10_001)
        let rows: [(String, (inout ResolveSharingRequest) -> Void)] = [
            ("contentType", { $0.contentType = .unspecified }),
            ("contentType", { $0.contentType = .syncedMail }),
            ("contentType", { $0.contentType = .syncedMeeting }), ("origin", { $0.origin = .unspecified }),
            ("option", { $0.option = .unspecified }), ("earlier", { $0.earlier = .unspecified }),
            ("users", { $0.users = many }), ("teams", { $0.teams = many }),
        ]
        for (field, change) in rows {
            var request = fine
            change(&request)
            let refusal = failure { try request.checkForm() }
            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.message.hasPrefix("field `\(field)`: ") == true, "\(field)")
        }
        for type in OrganizationSettings.sharedTypes {
            var request = fine
            request.contentType = type
            #expect(failure { try request.checkForm() } == nil)
        }
    }
}
