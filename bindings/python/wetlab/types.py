"""What the fields `type` of biologics and `system` of genetic perturbations are."""

from typing import Literal

BiologicType = Literal["protein", "peptide", "antibody", "enzyme", "growth-factor", "cytokine", "hormone", "vaccine",
                       "oligonucleotide", "co-culture"]
GeneticPerturbationSystem = Literal["CRISPR-Cas9", "CRISPR-Cas13", "CRISPRi", "CRISPRa", "shRNA", "siRNA", "transgene",
                                    "transient-transfection"]
