"""``python -m onrecord`` is the command ``onrecord``."""

import sys

from onrecord._command import main

sys.argv[0] = "onrecord"
sys.exit(main())
