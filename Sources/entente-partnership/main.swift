import PartnershipService

PartnershipService.main()
