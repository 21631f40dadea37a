// Nobody in who should not be: every call, every scope, every service, from the one table of calls, so that
// no call can be forgotten.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ScopeTests {
    private static let scopes = ["check", "read", "admin", "operate", "replicate"]

    @Test(arguments: ServiceName.allCases)
    func `a call needs one of its scopes, and nothing else lets it through`(service: ServiceName) throws {
        let cluster = try SimulatedCluster(seed: 21)
        #expect(cluster.settle())
        for scope in Self.scopes {
            let caller = cluster.caller(service, token: scope)
            let asked = Call.all.map { (call: $0, id: caller.sendEmpty($0.request)) }
            for (call, id) in asked {
                let answer = try #require(caller.wait(for: id), "`\(call.method.name)` with \(scope)")
                try expect(answer, call, service, scope)
            }
            caller.close()
        }
    }

    private func expect(
        _ answer: SimulatedCaller.Answer, _ call: Call, _ service: ServiceName, _ scope: String
    ) throws {
        let place = "`\(call.method.name)` with \(scope) at the \(service.rawValue)"
        var failure: Failure?
        switch answer.kind {
        case .error: failure = try Wire.decode(Failure.self, from: answer.payload)
        case .response: _ = try call.decodeResponse(answer.payload)
        case .streamItem: #expect(call.kind == .stream, "\(place)")
        default: Issue.record("\(place) was answered by \(answer.kind)")
        }
        if let failure { #expect(failure.code != .internal && failure.code != .unspecified, "\(place)") }
        guard call.services.contains(service) else {
            #expect(failure?.code == .unimplemented, "\(place)")
            return
        }
        let mayCall = call.scopes.isEmpty || call.scopes.contains { $0.name == scope }
        let isOutOfScope =
            failure?.code == .permissionDenied && failure?.message.contains("needs scope") == true
        #expect(isOutOfScope == !mayCall, "\(place): \(failure?.message ?? "answered")")
    }

    @Test func `a token of every scope is refused no call of the service`() throws {
        let cluster = try SimulatedCluster(seed: 22)
        #expect(cluster.settle())
        for service in ServiceName.allCases {
            let caller = cluster.caller(service)
            for call in Call.all where call.services.contains(service) {
                let answer = try #require(caller.wait(for: caller.sendEmpty(call.request)))
                guard answer.kind == .error else { continue }
                let failure = try Wire.decode(Failure.self, from: answer.payload)
                #expect(failure.code != .unimplemented, "`\(call.method.name)`")
                #expect(!failure.message.contains("needs scope"), "`\(call.method.name)`")
            }
        }
    }

    @Test func `an empty actor is the operator's alone`() throws {
        let cluster = try SimulatedCluster(seed: 23)
        #expect(cluster.settle())
        for service in [ServiceName.directory, .partnership] {
            let caller = cluster.caller(service, token: "admin")
            for call in Call.all where call.services == [service] && call.kind == .command {
                guard call.scopes.contains(.admin) else { continue }
                let answer = try #require(caller.wait(for: caller.sendEmpty(call.request)))
                let failure = try Wire.decode(Failure.self, from: answer.payload)
                #expect(failure.code == .permissionDenied, "`\(call.method.name)`: \(failure.message)")
            }
        }
    }

    @Test func `a token bound to one organization sees and acts for that one only`() throws {
        let cluster = try SimulatedCluster(seed: 24, services: [.directory])
        let operators = cluster.caller(.directory)
        for id in ["alpha", "beta"] {
            try operators.makeOrganization(id)
            try operators.makeUser("\(id)-1", of: id)
        }
        try operators.makeUser("gamma", of: "beta")
        cluster.addToken(name: "bound", scopes: "read,admin,operate,replicate", organization: "alpha")
        let bound = cluster.caller(.directory, token: "bound")
        #expect(bound.refusal(of: GetOrganizationRequest.with { $0.id = "alpha" }) == nil)
        #expect(bound.refusal(of: GetUserRequest.with { $0.id = "alpha-1" }) == nil)
        #expect(bound.refusal(of: GetOrganizationRequest.with { $0.id = "beta" })?.code == .permissionDenied)
        #expect(bound.refusal(of: GetUserRequest.with { $0.id = "beta-1" })?.code == .permissionDenied)
        let found = bound.refusal(of: FindUserRequest.with { $0.email = "gamma@beta.test" })
        #expect(found?.code == .permissionDenied)
        #expect(found?.message.contains("beta") == false, "whose somebody is, is not told to others")
        #expect(
            bound.refusal(of: ListUsersRequest.with { $0.organization = "beta" })?.code == .permissionDenied)
        #expect(
            bound.refusal(of: DeactivateUserRequest.with { $0.id = "beta-1" })?.code == .permissionDenied)
        #expect(try bound.failure(bound.send(SnapshotRequest())).code == .permissionDenied)
        #expect(try bound.failure(bound.subscribe(1, 0, 0)).code == .permissionDenied)
        #expect(try operators.call(GetUserRequest.with { $0.id = "beta-1" }).user.deactivated == false)
    }
}

extension SimulatedCaller {
    /// Sends a request of that type with every field at its default.
    fileprivate func sendEmpty<R: Request>(_ type: R.Type) -> UInt32 { send(R()) }
}

extension Call {
    /// Reads an answer as the one this call promises.
    fileprivate func decodeResponse(_ payload: [UInt8]) throws -> any Message {
        func decode<R: Request>(_ type: R.Type) throws -> any Message {
            try Wire.decode(R.Response.self, from: payload)
        }
        return try decode(request)
    }
}
