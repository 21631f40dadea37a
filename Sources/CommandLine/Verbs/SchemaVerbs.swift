import EntenteProtocol
import Flags
import SystemCalls

/// `entente schema proto`: the contract in the language of Protocol Buffers.
struct SchemaProtoVerb: Verb {
    static let word = "proto"
    static let examples = ["entente schema proto --write Protocol"]
    static let summary = "Prints `entente.proto`, made from the message types."

    private let folder: Flag<String?>

    init(declaringIn flags: inout FlagSet) { folder = SchemaFiles.flag(in: &flags) }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        try SchemaFiles.deliver([("entente.proto", Schema.proto())], to: folder.value, in: context)
        return .done
    }
}

/// `entente schema vectors`: a golden frame for every message.
struct SchemaVectorsVerb: Verb {
    static let word = "vectors"
    static let examples = ["entente schema vectors --write Protocol/Vectors"]
    static let summary = "Prints the golden vectors (hex and JSON) of every message."

    private let folder: Flag<String?>

    init(declaringIn flags: inout FlagSet) { folder = SchemaFiles.flag(in: &flags) }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        try SchemaFiles.deliver(Schema.vectors().map { ($0.name, $0.text) }, to: folder.value, in: context)
        return .done
    }
}

/// What the schema verbs share: print, or write into a folder.
private enum SchemaFiles {
    static func flag(in flags: inout FlagSet) -> Flag<String?> {
        flags.optional("write", placeholder: "DIR", help: "write files into this folder instead of printing")
    }

    static func deliver(
        _ files: [(name: String, text: String)], to folder: String?, in context: Context
    ) throws(Problem) {
        guard let folder else {
            for file in files { context.console.print(file.text) }
            return
        }
        for file in files {
            let path = "\(folder)/\(file.name)"
            do throws(Errno) {
                try File.makeFolder(folder)
                try File.write(path, Array(file.text.utf8))
            } catch {
                throw .usage("cannot write `\(path)`: \(error)")
            }
        }
        context.console.note("wrote \(files.count) files into \(folder)")
    }
}
