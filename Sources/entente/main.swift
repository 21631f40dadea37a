import CommandLine
import Seeding

Program.main(seedDatabases: FolderDatabases.self)
