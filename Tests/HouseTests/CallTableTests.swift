// The one table of calls against the services as they really are put together.

import EntenteProtocol
import Service
import TestSupport
import Testing

@Suite struct CallTableTests {
    @Test func `every call is offered by the services the table names and by no other`() throws {
        let cluster = try SimulatedCluster(seed: 1)
        for service in ServiceName.allCases {
            for call in Call.all {
                let isOffered = cluster.server(service).offers(call.method)
                let isPromised = call.services.contains(service)
                #expect(isOffered == isPromised, "`\(call.method.name)` at the \(service.rawValue)")
            }
        }
    }

    @Test func `the table has every method once, by ascending number`() {
        let numbers = Call.all.map(\.method.rawValue)
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers).count == numbers.count)
        #expect(Set(Call.all.map(\.method.name)).count == Call.all.count)
        #expect(Set(Call.all.map(\.method)) == Set(Method.allCases))
    }

    @Test func `every call but the two anybody may make needs a scope`() {
        let open = Call.all.filter(\.scopes.isEmpty).map(\.method)
        #expect(open == [.hello, .serverStatus])
    }

    @Test func `commands need a scope that changes things, queries one that does not`() {
        for call in Call.all where !call.scopes.isEmpty {
            let changes = !Set(call.scopes).isDisjoint(with: [.admin, .operate])
            #expect(changes == (call.kind == .command), "`\(call.method.name)`")
        }
    }
}
