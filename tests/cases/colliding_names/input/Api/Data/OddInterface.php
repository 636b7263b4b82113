<?php

namespace Acme\Names\Api\Data;

interface OddInterface
{
    /**
     * @return string|null
     */
    public function getClass();

    /**
     * @param string|null $class
     * @return $this
     */
    public function setClass($class);

    /**
     * @return string|null
     */
    public function getFrom();

    /**
     * @param string|null $from
     * @return $this
     */
    public function setFrom($from);

    /**
     * @return string|null
     */
    public function getCopy();

    /**
     * @param string|null $copy
     * @return $this
     */
    public function setCopy($copy);

    /**
     * @return string|null
     */
    public function getJson();

    /**
     * @param string|null $json
     * @return $this
     */
    public function setJson($json);

    /**
     * @return string|null
     */
    public function getSchema();

    /**
     * @param string|null $schema
     * @return $this
     */
    public function setSchema($schema);

    /**
     * @return string|null
     */
    public function getModelConfig();

    /**
     * @param string|null $modelConfig
     * @return $this
     */
    public function setModelConfig($modelConfig);

    /**
     * @return string|null
     */
    public function getModelDump();

    /**
     * @param string|null $modelDump
     * @return $this
     */
    public function setModelDump($modelDump);

    /**
     * @return \Acme\Names\Api\Data\OddInterface|null
     */
    public function getOdd();

    /**
     * @param \Acme\Names\Api\Data\OddInterface|null $odd
     * @return $this
     */
    public function setOdd($odd);

    /**
     * @return string|null
     */
    public function get3d();

    /**
     * @param string|null $vd
     * @return $this
     */
    public function set3d($vd);

    /**
     * @return string|null
     */
    public function get_private();

    /**
     * @param string|null $vprivate
     * @return $this
     */
    public function set_private($vprivate);

    /**
     * @return int|null
     */
    public function getX123();

    /**
     * @param int|null $x123
     * @return $this
     */
    public function setX123($x123);

    /**
     * @return string|null
     */
    public function getURLKey();

    /**
     * @param string|null $uRLKey
     * @return $this
     */
    public function setURLKey($uRLKey);

    /**
     * @return string[]|null
     */
    public function getList();

    /**
     * @param string[]|null $list
     * @return $this
     */
    public function setList($list);

    /**
     * @return string|null
     */
    public function getStr();

    /**
     * @param string|null $str
     * @return $this
     */
    public function setStr($str);

    /**
     * @return int|null
     */
    public function getInt();

    /**
     * @param int|null $int
     * @return $this
     */
    public function setInt($int);

    /**
     * @return bool|null
     */
    public function isType();

    /**
     * @param bool|null $type
     * @return $this
     */
    public function setType($type);

    /**
     * @return string|null
     */
    public function getSelf();

    /**
     * @param string|null $self
     * @return $this
     */
    public function setSelf($self);

    /**
     * @return string|null
     */
    public function getNone();

    /**
     * @param string|null $none
     * @return $this
     */
    public function setNone($none);

    /**
     * @return string|null
     */
    public function getDatetime();

    /**
     * @param string|null $datetime
     * @return $this
     */
    public function setDatetime($datetime);

    /**
     * @return string|null
     */
    public function getField();

    /**
     * @param string|null $field
     * @return $this
     */
    public function setField($field);

    /**
     * @return mixed
     */
    public function getAny();

    /**
     * @param mixed $any
     * @return $this
     */
    public function setAny($any);
}
