import CommandLine
import Keeping
import Seeding

Program.main(seedDatabases: FolderDatabases.self, keeper: SourceFiles.self)
