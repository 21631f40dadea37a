// An appointment may be kept before whoever made it has written it down: the time has come, the attempt has
// failed, and the next appointment is made and written down, while the one who made the first is still on the
// way to do so. So each gets its turn before it is made, and what is written down late is known as such.

/// The one appointment a call has at a time; each takes the place of the one before.
struct SoleAppointment<Appointment> {
    /// The place of an appointment among those of one call.
    struct Turn: Equatable {
        fileprivate let number: UInt64
    }

    private var appointment: Appointment?
    private var lastNumber: UInt64 = 0

    /// To be called before an appointment is made: from now on those with earlier turns are of no use.
    mutating func nextTurn() -> Turn {
        lastNumber += 1
        return Turn(number: lastNumber)
    }

    /// Writes down the appointment of a turn, unless a later turn has begun.
    ///
    /// - Returns: What is of no use any more, to be called off: the one before, or this one.
    mutating func keep(_ appointment: Appointment, in turn: Turn) -> Appointment? {
        guard turn.number == lastNumber else { return appointment }
        defer { self.appointment = appointment }
        return self.appointment
    }

    /// Has every turn so far be over.
    ///
    /// - Returns: What was written down, to be called off.
    mutating func end() -> Appointment? {
        lastNumber += 1
        defer { appointment = nil }
        return appointment
    }
}
