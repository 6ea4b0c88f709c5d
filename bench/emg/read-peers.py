"""Times MNE and biosig at reading a file into physical values. Usage: python read-peers.py REPEATS FILE..."""
import json
import sys
import time

repeats, files = int(sys.argv[1]), sys.argv[2:]
results = []


def measure(name, version, file, read):
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        shape = read(file)
        times.append((time.perf_counter() - start) * 1000)
    results.append(dict(reader=f"{name} {version}", file=file, timesMs=times[1:], shape=list(shape)))


try:
    import mne

    mne.set_log_level("ERROR")
    for file in files:
        read = mne.io.read_raw_bdf if file.endswith("bdf") else mne.io.read_raw_edf
        measure("MNE", mne.__version__, file, lambda f: read(f, preload=True).get_data().shape)
except ImportError as error:
    results.append(dict(reader="MNE", missing=str(error)))
try:
    import biosig

    for file in files:
        measure("biosig", "(Debian)", file, lambda f: biosig.data(f).shape)
except ImportError as error:
    results.append(dict(reader="biosig", missing=str(error)))
print(json.dumps(results))
