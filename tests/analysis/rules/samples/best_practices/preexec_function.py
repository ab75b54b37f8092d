import os
import subprocess


def start(command):
    subprocess.Popen(command, preexec_fn=os.setsid)  # hit
    subprocess.Popen(command, preexec_fn=lambda: os.nice(5))  # hit
    subprocess.Popen(command, start_new_session=True)
    subprocess.Popen(command)
    subprocess.run(command, user="nobody", check=True)
    command.start(preexec_fn=os.setsid)
