import DirectoryService

DirectoryService.main()
