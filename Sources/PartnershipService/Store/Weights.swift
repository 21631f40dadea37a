// About how much each thing of this service takes on the wire, for bounding pages by bytes.

import Rules
import Source

/// Numbers, ids of at most 64 bytes, field headers.
private let framing = 512

/// One entry per interaction of a full catalog, a name and two states each with their headers.
private let termsWeight = InteractionCatalog.interactionLimit * (Limits.idBytes + 12)

extension StoredPartnership: Weighed {
    package var weight: Int { framing + 2 * termsWeight + (life.open?.note.utf8.count ?? 0) }
}

extension StoredEvent: Weighed {
    package var weight: Int { framing + termsWeight + note.utf8.count }
}

extension StoredNotification: Weighed {
    package var weight: Int { framing }
}
