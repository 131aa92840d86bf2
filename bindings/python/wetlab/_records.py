"""What registries of the wet lab do beyond others."""


class CombinationPerturbationMethods:
    """Several perturbations at once."""

    @property
    def members(self):
        """The perturbations: genetic ones, compounds, environments."""
        kinds = (self.genetic_perturbations, self.compound_perturbations, self.environmental_perturbations)
        return [one for kind in kinds for one in kind.all()]
