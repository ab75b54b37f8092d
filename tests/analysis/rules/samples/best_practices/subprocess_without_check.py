import subprocess
from subprocess import run


def start(command):
    subprocess.run(command)  # hit
    run(command, capture_output=True)  # hit
    subprocess.run(command, check=True)
    run(command, check=False)
    subprocess.check_call(command)
    subprocess.Popen(command)
    command.run()
