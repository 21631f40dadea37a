import DirectoryService
import EntenteProtocol
import SQLiteStore
import TestSupport
import Testing

@Suite("Commands of the directory")
struct CommandTests {
    private func creating(_ name: String, key: String = "first", actor: String = "") -> CreateUserRequest {
        .with {
            $0.actor = actor
            $0.requestKey = key
            $0.organization = "acme"
            $0.email = "\(name)@acme.example"
            $0.displayName = name
        }
    }

    @Test func aRepeatedKeyIsAnsweredAsTheFirstTimeAndDoneOnce() throws {
        let world = try DirectoryWorld.populated()
        let first = try world.call(creating("eve")).user
        let position = try world.position()
        #expect(try world.call(creating("eve")).user == first)
        #expect(try world.position() == position)
        try world.restart()
        #expect(try world.call(creating("eve")).user == first)
        #expect(try world.call(ListUsersRequest.with { $0.organization = "acme" }).items.count == 4)
    }

    @Test func aKeyUsedForAnotherContentIsAConflict() throws {
        let world = try DirectoryWorld.populated()
        try world.call(creating("eve"))
        expectRefusal(.conflict, ["`requestKey`", "`first`"]) { try world.call(creating("frank")) }
        // Another actor, another token, another key: another command.
        try world.call(creating("frank", actor: "ada"))
        try world.call(creating("george", key: "second"))
        try world.call(creating("henry", actor: "ada"), token: "admin")
    }

    @Test func aRefusedCommandLeavesItsKeyFree() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.alreadyExists) { try world.call(creating("mia")) }
        try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.email = "m@acme.example"
            })
        try world.call(creating("mia"))
    }

    @Test func whatWasAnsweredIsThereAfterACrash() throws {
        let world = try DirectoryWorld.populated()
        try world.monitoringTeam("desk", of: "acme")
        try world.add(["mia"], to: "desk", subgroup: "watched")
        let before = try world.answered()
        let events = try world.events()
        let position = try world.position()
        try world.restart()
        #expect(try world.answered() == before)
        #expect(try world.events() == events)
        #expect(try world.position() == position)
    }

    @Test func refusedCommandsOfATurnLeaveTheirNeighboursAlone() throws {
        let world = try DirectoryWorld.populated()
        let caller = world.caller
        let ids = ["n0", "mia", "n1"].map { id in
            caller.send(
                CreateUserRequest.with {
                    $0.id = id
                    $0.organization = "acme"
                    $0.email = "\(id)@new.example"
                    $0.displayName = id
                })
        }
        #expect(try caller.response(to: CreateUserRequest.self, ids[0]).user.id == "n0")
        expectRefusal(.alreadyExists) { _ = try caller.response(to: CreateUserRequest.self, ids[1]) }
        #expect(try caller.response(to: CreateUserRequest.self, ids[2]).user.id == "n1")
    }

    @Test func aDatabaseOfANewerProgramIsRefused() throws {
        let world = try DirectoryWorld.populated()
        world.cluster.kill(.directory)
        let path = try world.cluster.folder(of: .directory) + "/" + DirectoryService.fileName
        try Database(path: path).run("PRAGMA user_version = 99")
        do {
            try world.cluster.start(.directory)
            Issue.record("it was opened")
        } catch let problem as DatabaseProblem {
            guard case .newerVersion(_, 99, _) = problem else { throw problem }
        }
    }

    @Test func aDatabaseOfAnotherServiceIsRefused() throws {
        let world = try DirectoryWorld()
        world.cluster.kill(.directory)
        let path = try world.cluster.folder(of: .directory) + "/" + DirectoryService.fileName
        try Database(path: path).run("PRAGMA application_id = 7")
        do {
            try world.cluster.start(.directory)
            Issue.record("it was opened")
        } catch let problem as DatabaseProblem {
            guard case .otherDatabase = problem else { throw problem }
        }
    }
}
