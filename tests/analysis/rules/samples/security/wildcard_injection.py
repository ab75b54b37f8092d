import os
import subprocess

os.system("tar cf backup.tar *")  # hit
os.popen("chown ada:ada *")  # hit
subprocess.Popen("chmod 600 *", shell=True)  # hit
subprocess.Popen(["chown", "ada", "*"], shell=True)  # hit

subprocess.run(["tar", "cf", "backup.tar", "--", *names])
subprocess.Popen(["chmod", "600", "*"])
os.system("ls *")
os.system("tar cf backup.tar folder")
subprocess.run("echo done", shell=True)
pattern = "tar cf backup.tar *"
product = width * height
