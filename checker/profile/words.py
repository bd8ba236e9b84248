"""The closed vocabularies of a profile, in the terms of the acts and of the trade."""

from checker.profile.countries import COUNTRIES

DEAL_KINDS = (
    "joint_venture",
    "memorandum",
    "joint_development",
    "cooperation",
    "supply_agreement",
    "licence_agreement",
    "plant",
    "acquisition",
    "industrial_cluster",
    "government_proposal",
    "research_cluster",
    "research_project",
)
DEAL_STATUS = ("proposed", "announced", "signed", "established", "operating", "ended")
ROLES = (
    "manufacturer",
    "importer",
    "distributor",
    "producer",
    "recycler",
    "refiner",
    "miner",
    "precursor_maker",
    "vehicle_maker",
    "technology_provider",
    "developer",
    "investor",
    "supplier",
    "customer",
    "research_organisation",
    "coordinator",
    "government",
    "agency",
    "authorised_representative",
    "second_life_operator",
)
ACTIVITIES = (
    "mining",
    "refining",
    "separation",
    "collection",
    "dismantling",
    "black_mass",
    "recycling",
    "hydrometallurgy",
    "pyrometallurgy",
    "precursor",
    "cathode",
    "anode",
    "cell",
    "pack",
    "magnet",
    "repurposing",
)
FEEDS = (
    "lithium_based",
    "lead_acid",
    "nickel_cadmium",
    "other_batteries",
    "magnets",
    "ore",
    "concentrate",
    "other_scrap",
)
FEEDSTOCK = (
    "waste_batteries",
    "battery_manufacturing_waste",
    "end_of_life_magnets",
    "magnet_scrap",
    "primary",
    "other",
)
WASTE_FORMS = ("cell", "module", "pack", "electrode_scrap", "slurry", "other")
FINAL_PRODUCTS = (
    "black_mass",
    "mixed_hydroxide",
    "sulphate",
    "carbonate",
    "hydroxide",
    "metal",
    "oxide",
    "precursor",
    "cathode",
    "magnet",
    "other",
)
MATERIALS = (
    "cobalt",
    "lithium",
    "nickel",
    "manganese",
    "natural_graphite",
    "synthetic_graphite",
    "copper",
    "lead",
    "rare_earths",
    "neodymium",
    "praseodymium",
    "dysprosium",
    "terbium",
    "samarium",
    "gadolinium",
    "cerium",
    "yttrium",
    "scandium",
    "lutetium",
    "europium",
    "holmium",
    "erbium",
    "thulium",
    "ytterbium",
    "gallium",
    "germanium",
    "antimony",
    "tungsten",
    "magnesium",
    "titanium",
    "silicon",
    "bismuth",
    "tellurium",
    "molybdenum",
    "indium",
    "boron",
    "platinum_group",
    "aluminium",
    "iron",
    "phosphorus",
)
STAGES = (
    "extraction",
    "processing",
    "separation",
    "metal",
    "magnet",
    "precursor",
    "cathode",
    "anode",
    "cell",
    "product",
)
GEOGRAPHIES = ("world", "EU", *sorted(COUNTRIES))
DENOMINATORS = ("consumption", "imports", "production", "capacity", "offtake", "feed")
PRODUCT_KINDS = ("battery", "cell", "module", "magnet", "material", "vehicle", "equipment", "other")
BATTERY_CATEGORIES = ("portable", "lmt", "sli", "industrial", "ev", "none")
BATTERY_USES = ("traction", "starting_lighting_ignition", "industrial", "other")
VEHICLE_CLASSES = ("L", "M1", "M2", "M3", "N1", "N2", "N3", "O", "light_transport", "none")
STRATEGIC_PROJECT_TESTS = (
    "supply_contribution",
    "technical_feasibility",
    "sustainability",
    "cross_border_benefit",
    "host_country_benefit",
)
TREATMENT_MEASURES = (
    "fluids_removed",
    "sealed_ground",
    "weatherproof_cover",
    "no_mixing",
    "lithium_protection",
    "mercury_and_cadmium_streams",
    "best_available_techniques",
)
OUTPUTS = ("products", "slag", "fuel", "energy", "backfill", "landfill_cover")
OPTIONAL_ELEMENTS = ("oxygen", "carbon", "iron", "phosphorus", "chlorine", "sulphur")
TRACEABILITY = ("description", "supplier", "origin", "transactions", "quantity", "verification_report")
FEED_ORIGINS = ("post_consumer", "battery_manufacturing_waste", "internal_scrap", "primary")
USED_EVIDENCE = ("contract_and_function", "test_records", "declaration", "packing", "transport_document")
EXTERNAL_STORAGE = ("none", "partial", "exclusive")
TECHNOLOGY_KINDS = ("process", "platform", "product", "portfolio", "software")
TECHNOLOGY_STAGES = (
    "mining",
    "solvent_extraction",
    "rare_earth_separation",
    "rare_earth_metal",
    "magnet",
    "hydrometallurgy",
    "lithium_refining",
    "precursor",
    "cathode",
    "anode",
    "cell",
    "pack",
    "logistics",
    "recycling",
    "other",
)
GROUNDS = ("background", "foreground", "sideground")
OWNERSHIP = ("sole", "joint", "by_field", "inventor", "venture", "undefined")
CONTROL_CLASSES = (
    "none",
    "china_prohibited",
    "china_restricted",
    "china_dual_use",
    "eu_dual_use",
    "india_scomet",
    "german_secret",
)
JOINT_TERMS = (
    "own_use",
    "affiliate_use",
    "contract_manufacture",
    "licence_consent",
    "exclusive_licence_rule",
    "revenue_share",
    "transfer_preemption",
    "competitor_bar",
    "filing_lead",
    "countries",
    "costs_and_abandonment",
    "enforcement_lead",
    "settlement_consent",
    "dissolution_excluded",
    "governing_law",
    "publication",
    "insolvency",
    "uneven_shares",
)
GRANT_BACKS = ("none", "non_exclusive", "exclusive", "assignment")
SECRECY_STEPS = (
    "register",
    "marking",
    "access_tiers",
    "written_duty",
    "it_controls",
    "site_controls",
    "reverse_engineering_ban",
    "split_knowledge",
    "disclosure_log",
    "employee_covenants",
    "exit_interviews",
    "hire_checks",
    "list_in_chinese",
    "venture_bound",
    "plant_builder_bound",
    "equipment_makers_bound",
)
CLAUSES = (
    "confidentiality",
    "no_licence",
    "ip_ownership",
    "exclusivity",
    "governing_law",
    "dispute_resolution",
    "change_of_control",
    "exit",
    "post_term_licence",
    "improvements",
    "background_list",
    "due_diligence_flow_down",
    "audit_right",
    "yield_data",
    "export_licence_condition",
    "regulatory_clearance_condition",
    "escrow",
    "publication",
    "people",
    "governance",
    "costs",
    "take_back",
    "sideground",
    "reverse_engineering_ban",
    "vendor_secrecy",
    "filing_plan",
    "filing_veto",
    "step_in",
    "data",
    "insolvency",
    "provenance_warranty",
    "know_how_embargo",
    "local_deeds",
    "deadlock",
    "royalty",
)
TRANSFER_MODES = (
    "licence",
    "assignment",
    "know_how",
    "technical_assistance",
    "training",
    "commissioning",
    "data_access",
    "equipment",
)
CARRIERS = ("documents", "software", "samples", "equipment", "people", "remote_access")
PROGRAMMES = ("horizon_europe", "innovation_fund", "national", "other")
COMPETITORS = ("actual", "potential", "none")
CATHODE_CHEMISTRIES = ("lfp", "lmfp", "phosphate_precursor", "nickel_based", "lithium_rich_manganese", "other")
CATALOGUE_STEPS = (
    "spodumene_to_lithium_salt",
    "lithium_metal_or_alloy",
    "extraction_from_brine",
    "purified_lithium_solution",
    "gallium_from_alumina_liquor",
    "none",
)
PROTECTION = ("patent", "secret", "defensive_publication", "undecided")
CONTROL = ("sole", "joint", "none", "undefined")
SPECIAL_RIGHTS = ("veto", "board_seats", "appointment", "information", "conversion", "none")
LICENCE_TERMS = (
    "field",
    "territory",
    "term",
    "exclusivity",
    "sublicence",
    "improvements",
    "own_use",
    "minimum_performance",
    "royalty_base",
    "audit",
    "tax",
)
RESEARCH_LIMITS = (
    "unrelated_research",
    "later_research",
    "output_or_sales",
    "prices",
    "passive_sales",
    "active_sales_outside_exclusive_areas",
    "refusal_to_resellers",
    "parallel_trade",
)
APPROVALS = (
    "china_technology_export",
    "china_dual_use",
    "german_investment",
    "indian_investment",
    "indian_export",
    "indian_atomic_energy",
    "eu_investment",
    "eu_export",
    "merger",
    "foreign_subsidies",
    "grant_authority",
)
RESERVED_MATTERS = ("licence_out", "protection_budget", "enforcement", "technology_lead")
SECONDMENT_TERMS = ("assignment_of_inventions", "return", "non_solicitation", "access_tiers", "exit_interview")
SECRECY_AGREEMENT = (
    "purpose",
    "non_use",
    "affiliates",
    "subcontractors",
    "authorised_signature",
    "language",
    "local_remedy",
    "while_secret",
    "return",
)
FEED_MINERALS = ("monazite", "ion_adsorption_clay", "hard_rock", "magnets", "other")
DISCHARGE = ("zero", "treated", "untreated")
WASTE_KINDS = ("waste_batteries", "black_mass", "battery_manufacturing_waste", "other_fraction", "not_waste")
