"""pandas, which then shows as many columns as it does after `import lamindb` of 1.3.2."""

import pandas as pd

pd.set_option("display.max_columns", 200)
