"""Says which figures of `xianfeng indicators --json` and of the Python count differ."""
import json
import sys

program = {one["key"]: (one["value"], one["year_to_date"]) for one in json.load(open(sys.argv[1]))}
counted = json.load(open(sys.argv[2]))
same = 0
for key, figures in counted.items():
    said = program.get(key)
    if said is None or [str(one) for one in said] != [str(one) for one in figures]:
        print(f"  differs: {key}: xianfeng {said}, python {figures}")
    else:
        same += 1
print(f"  {same} of {len(counted)} member and movement figures are the same in both counts")
