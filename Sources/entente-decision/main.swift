import DecisionService

DecisionService.main()
