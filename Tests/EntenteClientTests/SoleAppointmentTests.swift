import Testing

@testable import EntenteClient

@Suite("The one appointment of a call")
struct SoleAppointmentTests {
    @Test("takes the place of the one before, which is called off")
    func replaces() {
        var sole = SoleAppointment<String>()
        #expect(sole.keep("first", in: sole.nextTurn()) == nil)
        #expect(sole.keep("second", in: sole.nextTurn()) == "first")
        #expect(sole.end() == "second")
        #expect(sole.end() == nil)
    }

    @Test("stays where the one before is written down late: that was kept already, and led to this one")
    func latecomer() {
        var sole = SoleAppointment<String>()
        let first = sole.nextTurn()
        #expect(sole.keep("second", in: sole.nextTurn()) == nil)
        #expect(sole.keep("first", in: first) == "first")
        #expect(sole.end() == "second")
    }

    @Test("is of no use where it is written down after the next was begun, or after the end")
    func overtaken() {
        var sole = SoleAppointment<String>()
        let first = sole.nextTurn()
        let second = sole.nextTurn()
        #expect(sole.keep("first", in: first) == "first")
        #expect(sole.end() == nil)
        #expect(sole.keep("second", in: second) == "second")
        #expect(sole.end() == nil)
    }
}
