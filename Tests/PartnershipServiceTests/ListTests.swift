import EntenteProtocol
import TestSupport
import Testing

/// Lists, notifications, and finding a partnership by its two sides.
@Suite struct ListTests {
    @Test func theListsShowWhatWaitsForWhom() throws {
        let world = try World()
        try world.propose()
        #expect(try world.list("alpha", .awaitingApproval) == ["p"])
        #expect(try world.list("alpha", .needsAttention) == [])
        #expect(try world.list("beta", .needsAttention) == ["p"])
        #expect(try world.list("beta", .awaitingApproval) == [])
        #expect(try world.list("gamma") == [])
        try world.give(CounterProposalRequest.self, by: "bob", preset: .full)
        #expect(try world.list("alpha", .needsAttention) == ["p"])
        #expect(try world.list("beta", .awaitingApproval) == ["p"])
        #expect(try world.list("alpha", .enabled) == [])
        try world.give(AcceptProposalRequest.self, by: "ada")
        #expect(try world.list("alpha", .enabled) == ["p"])
        #expect(try world.list("alpha", .needsAttention) == [])
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .limited)
        #expect(try world.list("beta", .needsAttention) == ["p"])
        try world.give(DisablePartnershipRequest.self, by: "ada")
        #expect(try world.list("alpha", .enabled) == [])
        #expect(try world.list("alpha", .unspecified) == ["p"])
    }

    @Test func listsArePaged() throws {
        let world = try World()
        for number in 0..<5 {
            let id = "partner-\(number)"
            try world.createOrganization(id)
            try world.createUser("boss-\(number)", of: id, .admin)
            // Alpha stands on either side, so a page is merged from both.
            if number.isMultiple(of: 2) {
                try world.propose("p\(number)", to: "boss-\(number)@\(id).test")
            } else {
                try world.propose("p\(number)", by: "boss-\(number)", to: "ada@alpha.test")
            }
        }
        var ids: [String] = []
        var sizes: [Int] = []
        var token = ""
        repeat {
            let page = try world.call(
                ListPartnershipsRequest.with {
                    $0.organization = "alpha"
                    $0.pageSize = 2
                    $0.pageToken = token
                })
            ids += page.items.map(\.id)
            sizes.append(page.items.count)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(ids == ["p0", "p1", "p2", "p3", "p4"])
        #expect(sizes == [2, 2, 1])
        try refuseBadPages(world)
    }

    private func refuseBadPages(_ world: World) throws {
        for token in ["x", "zz", "6831", "70", "é"] {
            try world.refused(.invalidArgument) { () throws(Failure) in
                try world.call(
                    ListPartnershipsRequest.with {
                        $0.organization = "alpha"
                        $0.pageToken = token
                    })
            }
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.call(
                ListPartnershipsRequest.with {
                    $0.organization = "alpha"
                    $0.pageSize = -1
                })
        }
    }

    @Test func theCatalogAndThePresetsArePagedToo() throws {
        let world = try World()
        var names: [String] = []
        var sizes: [Int] = []
        var token = ""
        repeat {
            let page = try world.call(
                ListInteractionsRequest.with {
                    $0.pageSize = 4
                    $0.pageToken = token
                })
            names += page.items.map(\.name)
            sizes.append(page.items.count)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(sizes == [4, 2])
        #expect(try world.call(ListInteractionsRequest()).items.map(\.name) == names)

        let first = try world.call(ListPresetsRequest.with { $0.pageSize = 2 })
        let second = try world.call(ListPresetsRequest.with { $0.pageToken = first.nextPageToken })
        #expect((first.items + second.items).map(\.preset) == [.full, .limited, .restricted])
        #expect(second.nextPageToken.isEmpty)
        try world.refused(.invalidArgument) { () throws(Failure) in
            _ = try world.call(ListInteractionsRequest.with { $0.pageToken = first.nextPageToken })
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            _ = try world.call(ListPresetsRequest.with { $0.pageSize = -1 })
        }
    }

    @Test func historyAndNotificationsArePaged() throws {
        let world = try World()
        try world.propose()
        for _ in 0..<4 { try world.give(ReviseProposalRequest.self, by: "ada", preset: .full) }
        var versions: [Int64] = []
        var token = ""
        repeat {
            let page = try world.call(
                PartnershipHistoryRequest.with {
                    $0.partnership = "p"
                    $0.pageSize = 2
                    $0.pageToken = token
                })
            versions += page.items.map(\.version)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(versions == [1, 2, 3, 4, 5])
        var actions: [PartnershipAction] = []
        repeat {
            let page = try world.call(
                ListNotificationsRequest.with {
                    $0.organization = "beta"
                    $0.pageSize = 3
                    $0.pageToken = token
                })
            actions += page.items.map(\.action)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(actions == [.proposed, .revised, .revised, .revised, .revised])
    }

    @Test func unknownOrganizationsAreNotFound() throws {
        let world = try World()
        try world.refused(.notFound) { () throws(Failure) in try world.list("omega") }
        try world.refused(.notFound) { () throws(Failure) in try world.notifications(of: "omega") }
        try world.refused(.notFound) { () throws(Failure) in try world.defaults(of: "omega") }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.list("no spaces") }
    }

    @Test func theLivePartnershipOfTwoIsFoundFromEitherSide() throws {
        let world = try World()
        func find(_ organization: String, _ with: String) throws(Failure) -> Partnership {
            try world.call(
                FindPartnershipRequest.with {
                    $0.organization = organization
                    $0.with = with
                }
            ).partnership
        }
        try world.refused(.notFound) { () throws(Failure) in try find("alpha", "beta") }
        try world.refused(.notFound) { () throws(Failure) in try find("alpha", "omega") }
        try world.refused(.invalidArgument) { () throws(Failure) in try find("alpha", "alpha") }
        try world.enable()
        #expect(try find("alpha", "beta").organization == "alpha")
        #expect(try find("beta", "alpha").organization == "beta")
        try world.deleteTwice(by: "ada")
        try world.refused(.notFound) { () throws(Failure) in try find("alpha", "beta") }
    }

    @Test func theOtherSideIsNotifiedAndWhetherAnAnswerIsAsked() throws {
        let world = try World()
        try world.propose()
        try world.give(CounterProposalRequest.self, by: "bob", preset: .full)
        try world.give(AcceptProposalRequest.self, by: "ada")
        try world.give(DisablePartnershipRequest.self, by: "ada")
        try world.give(RequestEnableRequest.self, by: "ada")
        try world.give(ConfirmEnableRequest.self, by: "bob")
        try world.deleteTwice(by: "bob")
        let beta = try world.notifications(of: "beta")
        #expect(beta.map(\.action) == [.proposed, .accepted, .disabled, .enableRequested])
        #expect(beta.map(\.needsAttention) == [true, false, false, true])
        #expect(
            beta.allSatisfy { $0.partner == "alpha" && $0.partnership == "p" && $0.organization == "beta" })
        let alpha = try world.notifications(of: "alpha")
        #expect(alpha.map(\.action) == [.countered, .enableConfirmed, .deleted])
        #expect(alpha.map(\.needsAttention) == [true, false, false])
        #expect(Set((alpha + beta).map(\.id)).count == 7)
    }

    @Test func aNotificationIsAcknowledgedByItsOwnSideOnly() throws {
        let world = try World()
        try world.propose()
        let id = try world.notifications(of: "beta")[0].id
        func acknowledge(_ id: String, by actor: String, key: String = "") throws(Failure)
            -> EntenteProtocol.Notification
        {
            try world.call(
                AcknowledgeNotificationRequest.with {
                    $0.id = id
                    $0.actor = actor
                    $0.requestKey = key
                }
            ).notification
        }
        try world.refused(.permissionDenied) { () throws(Failure) in try acknowledge(id, by: "ada") }
        try world.refused(.permissionDenied) { () throws(Failure) in try acknowledge(id, by: "ben") }
        try world.refused(.notFound) { () throws(Failure) in try acknowledge("ntf_x", by: "bob") }
        #expect(try acknowledge(id, by: "bob").acknowledged)
        #expect(try acknowledge(id, by: "bob").acknowledged)
        #expect(try world.notifications(of: "beta").isEmpty)
        #expect(try world.notifications(of: "beta", all: true).map(\.acknowledged) == [true])
        try world.give(ReviseProposalRequest.self, by: "ada", preset: .full)
        let second = try world.notifications(of: "beta")[0].id
        #expect(try acknowledge(second, by: "").acknowledged)
    }
}
