// Deleting, asked for twice: the first call answers a confirmation and changes nothing, the second presents
// it.

import EntenteProtocol
import Rules
import Service
import Source

extension PartnershipCalls {
    func offerDeletion() {
        source.command(DeletePartnershipRequest.self) { [unowned self] request, turn in
            try Fields.checkBytes(request.confirmation, "confirmation", 0...Limits.requestKeyBytes)
            let step = try begin(request, request.partnership, turn)
            let outcome = try outcome(of: .delete, step, now: turn.now)
            var partnership = step.partnership
            if request.confirmation.isEmpty {
                return .with {
                    $0.partnership = told(partnership, to: step.side)
                    $0.confirmation = DeletionConfirmation.make(
                        version: partnership.life.version, nonce: partnership.nonce)
                }
            }
            try DeletionConfirmation.check(
                request.confirmation, version: partnership.life.version, nonce: partnership.nonce)
            try record(outcome, in: &partnership, actor: step.acting.actor, turn)
            return .with { $0.partnership = told(partnership, to: step.side) }
        }
    }
}
