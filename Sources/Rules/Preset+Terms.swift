// Presets are the named sets of terms that most organizations pick from. *Custom* is the name of whatever
// equals none of them: it is derived and can never be asked for.

import EntenteProtocol
import PlantedBugs

extension Preset {
    /// The presets that can be asked for, most comprehensive first; where a table equals two, the first names
    /// it.
    package static let settable: [Preset] = [.full, .limited, .restricted]

    /// One direction of this preset as terms; nil for a name that stands for no set.
    ///
    /// Only *full* looks at the catalog: it allows every interaction that is registered, the others deny what
    /// is not built in.
    package func terms(_ catalog: InteractionCatalog) -> Terms? {
        switch self {
        case .full: return Terms(catalog.interactions.map { ($0.code, .allow) })
        case .limited: return PermissionTable.start.incoming.meet(PermissionTable.start.outgoing)
        case .restricted where isPlanted("restricted lets chats through"):
            return Terms([(BuiltIn.meetingSchedule, .allow), (BuiltIn.chatStart, .allow)])
        case .restricted: return Terms([(BuiltIn.meetingSchedule, .allow), (BuiltIn.chatStart, .ask)])
        case .custom, .unspecified: return nil
        }
    }

    /// This preset as a default table; nil for a name that stands for no set.
    ///
    /// *Limited* is the table a new organization starts with, whose columns differ; the others are the same
    /// both ways.
    package func table(_ catalog: InteractionCatalog) -> PermissionTable? {
        if self == .limited { return .start }
        return terms(catalog).map { PermissionTable(incoming: $0, outgoing: $0) }
    }

    /// What a default table is called.
    package init(ofDefaults table: PermissionTable, _ catalog: InteractionCatalog) {
        self = Preset.settable.first { $0.table(catalog) == table } ?? .custom
    }

    /// What terms are called; the same from either side.
    package init(ofTerms terms: AgreedTerms, _ catalog: InteractionCatalog) {
        self =
            Preset.settable.first { preset in
                preset.terms(catalog).map { AgreedTerms(forward: $0, backward: $0) } == terms
            } ?? .custom
    }

    /// This preset as `listPresets` shows it; nil for a name that stands for no set.
    package func described(_ catalog: InteractionCatalog) -> PresetTerms? {
        guard let terms = terms(catalog), let table = table(catalog) else { return nil }
        return .with {
            $0.preset = self
            $0.terms = PermissionTable(incoming: terms, outgoing: terms).entries(catalog)
            $0.table = table.entries(catalog)
        }
    }
}
