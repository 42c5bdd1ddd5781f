package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// archive returns the address of the released archive, and its checksum.
func archive(t *testing.T) (address, sum string) {
	t.Helper()
	name := filepath.Join(released(t), testFolder+".tar.gz")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + name, fmt.Sprintf("%x", sha256.Sum256(data))
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// TestGitHubWorkflow runs the steps of the workflow on a site, one after the other as
// GitHub does.
func TestGitHubWorkflow(t *testing.T) {
	var w struct {
		On struct {
			Push     struct{ Branches []string }
			Schedule []struct{ Cron string }
		}
		Permissions map[string]string
		Env         map[string]string
		Jobs        map[string]struct {
			RunsOn string `yaml:"runs-on"`
			Steps  []struct {
				Name, Uses, Run, If string
				Env                 map[string]string
			}
		}
	}
	readYAML(t, "github-workflow.yml", &w)
	if len(w.On.Push.Branches) != 1 || len(w.On.Schedule) != 1 || w.Permissions["contents"] != "read" || len(w.Jobs) != 1 {
		t.Errorf("the workflow is not as it should be: %+v", w)
	}
	s := newSite(t)
	s.path = "" // the workflow installs the program itself
	s.addConfig(t, "[deploy.chinh]\nkind = \"dir\"\npath = \"/var/www/tdkt\"\n")
	address, sum := archive(t)
	values := map[string]string{
		"vars.GUONG_ARCHIVE": address, "vars.GUONG_SHA256": sum, "vars.GUONG_TARGET": "chinh",
		"secrets.AWS_ACCESS_KEY_ID": "", "secrets.AWS_SECRET_ACCESS_KEY": "",
	}
	paths := filepath.Join(s.folder, "paths")
	ran := 0
	for _, step := range w.Jobs["publish"].Steps {
		if (step.Run == "") == (step.Uses == "") {
			t.Errorf("step %q runs and uses nothing, or both", step.Name)
		}
		if step.Run == "" {
			continue
		}
		ran++
		script := fmt.Sprintf("export RUNNER_TEMP=%q GITHUB_PATH=%q\n", s.folder, paths)
		for _, env := range []map[string]string{w.Env, step.Env} {
			for key, value := range env {
				value = expression.ReplaceAllStringFunc(value, func(e string) string {
					name := expression.FindStringSubmatch(e)[1]
					if _, known := values[name]; !known {
						t.Errorf("step %q: nobody sets %s", step.Name, name)
					}
					return values[name]
				})
				script += fmt.Sprintf("export %s=%q\n", key, value)
			}
		}
		if added, err := os.ReadFile(paths); err == nil {
			s.path = strings.TrimSpace(string(added))
		}
		s.shell(t, script+step.Run)
	}
	if ran != 4 {
		t.Errorf("%d steps ran", ran)
	}
	if _, err := os.Stat(filepath.Join(s.site, "public/index.html")); err != nil {
		t.Error(err)
	}
}

var expression = regexp.MustCompile(`\$\{\{ *([a-zA-Z0-9_.]+) *\}\}`)

// TestGitLabWorkflow runs the jobs of the pipeline on a site, stage by stage.
func TestGitLabWorkflow(t *testing.T) {
	type job struct {
		Stage  string
		Script []string
	}
	var w struct {
		Stages    []string
		Variables map[string]string
		Default   struct {
			Image        string
			BeforeScript []string `yaml:"before_script"`
		}
		Jobs map[string]job `yaml:",inline"`
	}
	readYAML(t, "gitlab-ci.yml", &w)
	s := newSite(t)
	s.path = ""
	s.addConfig(t, "[deploy.chinh]\nkind = \"dir\"\npath = \"/var/www/tdkt\"\n")
	address, sum := archive(t)
	environment := fmt.Sprintf("export GUONG_ARCHIVE=%q GUONG_SHA256=%q GUONG_TARGET=chinh\n", address, sum)
	for key, value := range w.Variables {
		environment += fmt.Sprintf("export %s=%q\n", key, value)
	}
	ran := 0
	for _, stage := range w.Stages {
		for name, j := range w.Jobs {
			if j.Stage != stage {
				continue
			}
			ran++
			if len(j.Script) == 0 {
				t.Errorf("job %s does nothing", name)
			}
			s.shell(t, environment+strings.Join(append(w.Default.BeforeScript, j.Script...), "\n"))
		}
	}
	if ran != 2 || len(w.Jobs) != 2 {
		t.Errorf("%d of %d jobs ran", ran, len(w.Jobs))
	}
	if w.Default.Image == "" {
		t.Error("the pipeline has no image")
	}
}
