import Simulator

Simulation.main()
